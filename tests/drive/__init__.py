"""The real program driven from outside; run by hand: python -m tests.drive 图片文件夹."""
