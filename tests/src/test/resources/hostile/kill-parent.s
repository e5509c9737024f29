# expects: fault .*vector=-1 
	.globl f
f:
	mov $62,%eax
	mov $-1,%rdi
	mov $9,%esi
	syscall
	ret
