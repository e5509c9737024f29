# expects: (limit |$)
	.globl f
f:
1:	jmp 1b
