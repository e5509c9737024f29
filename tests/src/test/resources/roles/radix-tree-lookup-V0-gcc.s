# radix_tree_lookup under V0 by gcc 12.2
	.text
	.p2align 4
	.globl radix_tree_lookup
	.type radix_tree_lookup, @function
radix_tree_lookup:
	.cfi_startproc
	movq (%rdi), %rdx                            # payload: descends the tree; V0 counts nothing
	testq %rdx, %rdx                             # payload: descends the tree; V0 counts nothing
	je .L2                                       # payload: descends the tree; V0 counts nothing
	movl (%rdx), %edi                            # payload: descends the tree; V0 counts nothing
	movq %rsi, %rax                              # payload: descends the tree; V0 counts nothing
	leal (%rdi,%rdi,2), %ecx                     # payload: descends the tree; V0 counts nothing
	addl %ecx, %ecx                              # payload: descends the tree; V0 counts nothing
	shrq %cl, %rax                               # payload: descends the tree; V0 counts nothing
	testq %rax, %rax                             # payload: descends the tree; V0 counts nothing
	je .L16                                      # payload: descends the tree; V0 counts nothing
	xorl %edx, %edx                              # payload: descends the tree; V0 counts nothing
.L2:
	movq %rdx, %rax                              # payload: descends the tree; V0 counts nothing
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L19:
	subl $6, %ecx                                # payload: descends the tree
	movq %rsi, %rax                              # payload: descends the tree
	subl $1, %edi                                # payload: descends the tree
	shrq %cl, %rax                               # payload: descends the tree
	andl $63, %eax                               # payload: descends the tree
	movq 8(%rdx,%rax,8), %rdx                    # payload: descends the tree
	testq %rdx, %rdx                             # payload: descends the tree
	je .L2                                       # payload: descends the tree
.L16:
	testl %edi, %edi                             # payload: descends the tree
	jne .L19                                     # payload: descends the tree
	movq %rdx, %rax                              # payload: descends the tree
	ret                                          # call linkage: returns
	.cfi_endproc
	.size radix_tree_lookup, .-radix_tree_lookup
