# expects: fault .*vector=14 
	.globl f
f:
	movabs $0x123456789000,%rcx
	jmp *%rcx
