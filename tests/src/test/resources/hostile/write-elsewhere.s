# expects: (step|run) .*rax=0xf+7
	.globl f
f:
	mov $1,%eax
	mov $5,%edi
	mov $0x10000000,%esi
	mov $16,%edx
	syscall
	ret
