# expects: fault \S+ signal=0 .*vector=-1
	.globl f
f:
	mov $2,%eax
	lea path(%rip),%rdi
	mov $0x42,%esi
	mov $0x1a4,%edx
	syscall
	ret

path:	.asciz "escaped"
