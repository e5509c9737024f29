# expects: fault .*vector=-1 
	.globl f
f:
	mov $57,%eax
	syscall
	ret
