# expects: fault .*vector=14 
	.globl f
f:
	mov $0xffffffff81000000,%rcx
	jmp *%rcx
