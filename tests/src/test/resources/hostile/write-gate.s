# expects: (step|run) .*rax=0xf+2
	.globl f
f:
	mov $1,%eax
	mov $1,%edi
	movabs $0x600000000000,%rsi
	mov $184,%edx
	syscall
	ret
