# expects: (unrun .*why=far-transfer|fault .*vector=13 error=0x20 )
	.globl f
f:
	push $0x23
	lea 1f(%rip),%rax
	push %rax
	lretq
1:
	.code32
	mov $20,%eax
	int $0x80
	hlt
	.code64
