# expects: (unrun .*why=interrupt|fault .*vector=1 )
	.globl f
f:
	.byte 0xf1
	ret
