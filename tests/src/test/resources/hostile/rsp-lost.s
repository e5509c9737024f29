# expects: fault .*vector=-1 
	.globl f
f:
	pop %rax
	sub $64,%rsp
	jmp *%rax
