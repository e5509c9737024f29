# expects: fault .*vector=(-1|14) 
	.globl f
f:
	movabs $0x600000020400,%rsp
	mov $15,%eax
	syscall
	ret
