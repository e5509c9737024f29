# expects: fault .*vector=-1 
	.globl f
f:
	mov $56,%eax
	mov $17,%edi
	syscall
	ret
