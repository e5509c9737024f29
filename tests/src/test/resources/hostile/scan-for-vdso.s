# expects: fault .*vector=14 
	.globl f
f:
	movabs $0x7ffff7fc0000,%rbx
1:	cmpl $0x464c457f,(%rbx)
	add $4096,%rbx
	jmp 1b
