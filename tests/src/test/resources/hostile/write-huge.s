# expects: (step|run) .*rax=0xf+2
	.globl f
f:
	mov $1,%eax
	mov $1,%edi
	mov $0x10000000,%esi
	mov $-1,%rdx
	syscall
	ret
