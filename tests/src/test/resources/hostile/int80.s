# expects: (unrun .*why=(interrupt|kernel-entry)|fault .*vector=13 error=0x402 )
	.globl f
f:
	mov $8,%eax
	lea path(%rip),%ebx
	mov $0x1a4,%ecx
	int $0x80
	ret

path:	.asciz "escaped"
