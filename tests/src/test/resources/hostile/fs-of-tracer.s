# expects: fault .*vector=14 .*address=0x28 
	.globl f
f:
	mov %fs:0x28,%rax
	ret
