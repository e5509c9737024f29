# expects: fault .*vector=3 
	.globl f
f:
	lea 1f(%rip),%rax
	jmp *%rax
1:	int3
	ret
