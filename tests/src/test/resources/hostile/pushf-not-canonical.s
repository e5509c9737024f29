# expects: fault .*vector=(12|13|14) 
	.globl f
f:
	mov $0x8000000000000010,%rsp
	pushfq
	pushfw
	.byte 0x66,0x48,0x9c
	ret
