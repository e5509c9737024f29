# expects: (unrun .*why=trap-flag|fault .*vector=1 )
	.globl f
f:
	pushq $0x302
	popfq
	nop
	nop
	ret
