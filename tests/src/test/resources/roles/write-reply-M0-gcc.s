# write_reply under M0 by gcc 12.2
	.text
	.p2align 4
	.globl write_reply
	.type write_reply, @function
write_reply:
	movq %rdi, %rax                              # payload: the bytes to be written are the function's own
	movq %rdx, %rcx                              # payload: so is the length
	movq %rsi, %rdi                              # payload: and the address, which is checked yet
	movabsq $0x7ffffffff000, %rdx                # uaccess: the limit, which the check alone takes
	cmpq %rdx, %rdi                              # uaccess: checks the address
	cmovaq %rdx, %rdi                            # uaccess: an address past the limit becomes the limit
	stac                                         # uaccess: opens user memory
	movq %rax, %rsi                              # payload: an argument of the copy, as of a copy in kernel memory
	call rep_movs_alternative                    # call linkage: calls the copy
	clac                                         # uaccess: closes user memory
	movq %rcx, %rax                              # payload: what is left is the result
	ret                                          # call linkage: returns
	.size write_reply, .-write_reply
