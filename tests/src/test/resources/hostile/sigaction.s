# expects: fault .*vector=-1 
	.globl f
f:
	mov $13,%eax
	mov $11,%edi
	mov %rsp,%rsi
	xor %edx,%edx
	mov $8,%r10d
	syscall
	ret
