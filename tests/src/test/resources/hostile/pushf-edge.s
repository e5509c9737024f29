# expects: fault .*vector=14 
	.globl f
f:
	mov $0x40000001,%rsp
	pushfw
	ret
