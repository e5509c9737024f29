# expects: fault .*vector=13 error=0x50 
	.globl f
f:
	mov $0x2b,%eax
	mov %eax,%ds
	mov %eax,%es
	mov %eax,%fs
	mov $0x53,%eax
	mov %eax,%gs
	ret
