# pid_uid under CI by clang 14.0
	.text
	.p2align 4
	.globl pid_uid
	.type pid_uid, @function
pid_uid:
	pushq %rbp                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: aligns the stack for the call
	movq %gs:current_task, %rbx                  # thread_info: the task, for the reader's nesting alone
	addl $1, 4(%rbx)                             # rcu: the nesting goes up
	imull $-1640531527, %esi, %eax               # payload: hashes and walks the chain
	shrl $27, %eax                               # payload: hashes and walks the chain
	movq (%rdi,%rax,8), %rax                     # payload: hashes and walks the chain
	movl $-1, %ebp                               # payload: hashes and walks the chain
	testq %rax, %rax                             # payload: hashes and walks the chain
	je .LBB0_4                                   # payload: hashes and walks the chain
	.p2align	4, 0x90
.LBB0_2:
	cmpl %esi, 16(%rax)                          # payload: hashes and walks the chain
	je .LBB0_3                                   # payload: hashes and walks the chain
	movq (%rax), %rax                            # payload: hashes and walks the chain
	testq %rax, %rax                             # payload: hashes and walks the chain
	jne .LBB0_2                                  # payload: hashes and walks the chain
	jmp .LBB0_4                                  # payload: hashes and walks the chain
.LBB0_3:
	movq 24(%rax), %rax                          # payload: hashes and walks the chain
	movl 4(%rax), %ebp                           # payload: hashes and walks the chain
.LBB0_4:
	movl 4(%rbx), %eax                           # rcu: is it the outermost region?
	cmpl $1, %eax                                # rcu: is it the outermost region?
	jne .LBB0_5                                  # rcu: is it the outermost region?
	movl $-2147483648, 4(%rbx)                   # rcu: marks that the region is being left
	cmpl $0, 8(%rbx)                             # rcu: was the reader preempted?
	jne .LBB0_7                                  # rcu: was the reader preempted?
.LBB0_8:
	xorl %eax, %eax                              # rcu: the nesting to store
	jmp .LBB0_9                                  # rcu: the nesting to store
.LBB0_5:
	addl $-1, %eax                               # rcu: the nesting, one less
.LBB0_9:
	movl %eax, 4(%rbx)                           # rcu: stores the nesting
	movl %ebp, %eax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	addq $8, %rsp                                # frame: gives the stack back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %rbp                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_7:
	movq %rbx, %rdi                              # register traffic: the task lives in rbx because of the call
	callq rcu_read_unlock_special                # call linkage: calls rcu_read_unlock_special
	jmp .LBB0_8                                  # rcu: the way back from it
	.size pid_uid, .-pid_uid
