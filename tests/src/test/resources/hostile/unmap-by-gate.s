# expects: fault .*vector=(14|-1) 
	.globl f
f:
	mov $11,%eax
	mov $0x10000000,%edi
	mov $4096,%esi
	movabs $0x6000000000b0,%rcx
	jmp *%rcx
