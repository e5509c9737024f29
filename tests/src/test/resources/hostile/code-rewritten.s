# expects: (step|run) .*rax=0x7
	.globl f
f:
	movl $0x7b8,0x20000000
	movb $0,0x20000004
	movb $0xc3,0x20000005
	mov $0x20000000,%eax
	jmp *%rax
