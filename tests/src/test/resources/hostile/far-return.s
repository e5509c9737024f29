# expects: unrun .*why=far-transfer
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
