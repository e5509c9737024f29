# expects: fault .*vector=14 
	.globl f
f:
	mov $0x7fffffffe000,%rax
	wrfsbase %rax
	mov %fs:0,%rbx
	ret
