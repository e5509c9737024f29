# expects: fault .*vector=13 
	.globl f
f:
	mov $0x64,%dx
	mov $0xfe,%al
	out %al,%dx
	ret
