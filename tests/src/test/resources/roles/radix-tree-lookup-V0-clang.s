# radix_tree_lookup under V0 by clang 14.0
	.text
	.p2align 4
	.globl radix_tree_lookup
	.type radix_tree_lookup, @function
radix_tree_lookup:
	movq (%rdi), %r8                             # payload: descends the tree; V0 counts nothing
	testq %r8, %r8                               # payload: descends the tree; V0 counts nothing
	je .LBB0_1                                   # payload: descends the tree; V0 counts nothing
	movl (%r8), %edi                             # payload: descends the tree; V0 counts nothing
	leal (%rdi,%rdi), %eax                       # payload: descends the tree; V0 counts nothing
	leal (%rax,%rax,2), %ecx                     # payload: descends the tree; V0 counts nothing
	movq %rsi, %rdx                              # payload: descends the tree; V0 counts nothing
	shrq %cl, %rdx                               # payload: descends the tree; V0 counts nothing
	xorl %eax, %eax                              # payload: descends the tree; V0 counts nothing
	testq %rdx, %rdx                             # payload: descends the tree; V0 counts nothing
	cmoveq %r8, %rax                             # payload: descends the tree; V0 counts nothing
	jne .LBB0_7                                  # payload: descends the tree; V0 counts nothing
	testl %edi, %edi                             # payload: descends the tree; V0 counts nothing
	je .LBB0_7                                   # payload: descends the tree; V0 counts nothing
	addl $-6, %ecx                               # payload: descends the tree; V0 counts nothing
	addl $-1, %edi                               # payload: descends the tree; V0 counts nothing
	.p2align	4, 0x90
.LBB0_5:
	movq %rsi, %rdx                              # payload: descends the tree; V0 counts nothing
	shrq %cl, %rdx                               # payload: descends the tree; V0 counts nothing
	andl $63, %edx                               # payload: descends the tree; V0 counts nothing
	movq 8(%rax,%rdx,8), %rax                    # payload: descends the tree; V0 counts nothing
	addl $-1, %edi                               # payload: descends the tree; V0 counts nothing
	setb %dl                                     # payload: descends the tree; V0 counts nothing
	testq %rax, %rax                             # payload: descends the tree; V0 counts nothing
	je .LBB0_7                                   # payload: descends the tree; V0 counts nothing
	addl $-6, %ecx                               # payload: descends the tree; V0 counts nothing
	testb %dl, %dl                               # payload: descends the tree; V0 counts nothing
	jne .LBB0_5                                  # payload: descends the tree; V0 counts nothing
.LBB0_7:
	retq                                         # call linkage: returns
.LBB0_1:
	xorl %eax, %eax                              # payload: an empty tree
	retq                                         # call linkage: returns
	.size radix_tree_lookup, .-radix_tree_lookup
