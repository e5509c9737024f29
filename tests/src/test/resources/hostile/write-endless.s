# expects: (limit |$)
	.globl f
f:
1:	mov $1,%eax
	mov $1,%edi
	mov $0x20000000,%esi
	mov $0x100000,%edx
	syscall
	jmp 1b
