# expects: fault .*vector=14 
	.globl f
f:
	movabs $0x6000000000b0,%rcx
	mov $2,%eax
	lea path(%rip),%rdi
	jmp *%rcx

path:	.asciz "escaped"
