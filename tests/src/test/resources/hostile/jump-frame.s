# expects: fault .*vector=14 
	.globl f
f:
	movabs $0x600000020000,%rcx
	jmp *%rcx
