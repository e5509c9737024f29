# expects: fault \S+ signal=0 .*vector=-1
	.globl f
f:
	mov $85,%eax
	lea path(%rip),%rdi
	mov $0x1a4,%esi
	.byte 0x48,0x0f,0x05
	ret

path:	.asciz "escaped"
