# expects: halt 
	.globl f
f:
	hlt
