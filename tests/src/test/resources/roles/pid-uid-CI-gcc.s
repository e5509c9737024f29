# pid_uid under CI by gcc 12.2
	.text
	.p2align 4
	.globl pid_uid
	.type pid_uid, @function
pid_uid:
	.cfi_startproc
	pushq %rbp                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	pushq %rbx                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 24
	.cfi_offset 3, -24
	movq %gs:current_task,%rax                   # thread_info: the task, for the reader's nesting
	subq $8, %rsp                                # frame: aligns the stack for the call
	.cfi_def_cfa_offset 32
	addl $1, 4(%rax)                             # rcu: the nesting goes up
	imull $-1640531527, %esi, %eax               # payload: hashes and walks the chain
	shrl $27, %eax                               # payload: hashes and walks the chain
	movq (%rdi,%rax,8), %rax                     # payload: hashes and walks the chain
	testq %rax, %rax                             # payload: hashes and walks the chain
	jne .L4                                      # payload: hashes and walks the chain
	jmp .L8                                      # payload: hashes and walks the chain
	.p2align	4,,10
	.p2align	3
.L3:
	movq (%rax), %rax                            # payload: hashes and walks the chain
	testq %rax, %rax                             # payload: hashes and walks the chain
	je .L8                                       # payload: hashes and walks the chain
.L4:
	cmpl %esi, 16(%rax)                          # payload: hashes and walks the chain
	jne .L3                                      # payload: hashes and walks the chain
	movq 24(%rax), %rax                          # payload: hashes and walks the chain
	movl 4(%rax), %ebp                           # payload: hashes and walks the chain
	jmp .L2                                      # payload: hashes and walks the chain
	.p2align	4,,10
	.p2align	3
.L8:
	movl $-1, %ebp                               # payload: hashes and walks the chain
.L2:
	movq %gs:current_task,%rbx                   # thread_info: the task, for the reader's nesting
	movl 4(%rbx), %eax                           # rcu: is it the outermost region?
	cmpl $1, %eax                                # rcu: is it the outermost region?
	je .L5                                       # rcu: is it the outermost region?
	subl $1, %eax                                # rcu: the nesting goes down
	movl %eax, 4(%rbx)                           # rcu: the nesting goes down
	addq $8, %rsp                                # frame: gives the stack back
	.cfi_remember_state
	.cfi_def_cfa_offset 24
	movl %ebp, %eax                              # register traffic: the uid lives in ebp because of the call
	popq %rbx                                    # frame: restores a callee-saved register
	.cfi_restore 3
	.cfi_def_cfa_offset 16
	popq %rbp                                    # frame: restores a callee-saved register
	.cfi_restore 6
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L5:
	.cfi_restore_state
	movl $-2147483648, 4(%rbx)                   # rcu: marks that the region is being left
	movl 8(%rbx), %eax                           # rcu: was the reader preempted?
	testl %eax, %eax                             # rcu: was the reader preempted?
	jne .L15                                     # rcu: was the reader preempted?
	xorl %eax, %eax                              # rcu: the nesting becomes 0
.L16:
	movl %eax, 4(%rbx)                           # rcu: the nesting becomes 0
	addq $8, %rsp                                # frame: gives the stack back
	.cfi_remember_state
	.cfi_def_cfa_offset 24
	movl %ebp, %eax                              # register traffic: the uid lives in ebp because of the call
	popq %rbx                                    # frame: restores a callee-saved register
	.cfi_restore 3
	.cfi_def_cfa_offset 16
	popq %rbp                                    # frame: restores a callee-saved register
	.cfi_restore 6
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.L15:
	.cfi_restore_state
	movq %rbx, %rdi                              # register traffic: the task lives in rbx because of the call
	call rcu_read_unlock_special                 # call linkage: calls rcu_read_unlock_special
	xorl %eax, %eax                              # rcu: the nesting to store, and the way back
	jmp .L16                                     # rcu: the nesting to store, and the way back
	.cfi_endproc
	.size pid_uid, .-pid_uid
