# expects: (unrun .*why=far-transfer|fault .*vector=13 error=0x20 )
	.globl f
f:
	sub $16,%rsp
	lea 1f(%rip),%eax
	mov %eax,(%rsp)
	movl $0x23,4(%rsp)
	ljmp *(%rsp)
1:
	.code32
	mov $8,%eax
	mov $path,%ebx
	mov $0x1a4,%ecx
	int $0x80
	hlt
	.code64

path:	.asciz "escaped"
