"""The editor of the 自评报告: figures that follow their facts, and what helps to write."""
