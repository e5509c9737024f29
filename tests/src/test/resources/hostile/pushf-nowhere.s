# expects: fault .*vector=(12|13|14) 
	.globl f
f:
	mov $0x7654321000,%rsp
	pushfq
	pushfw
	.byte 0x66,0x48,0x9c
	ret
