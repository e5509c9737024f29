# expects: (step|run) .*rax=0xf+2
	.globl f
f:
	mov $1,%eax
	mov $1,%edi
	movabs $0x7ffff7ffe000,%rsi
	mov $4096,%edx
	syscall
	ret
