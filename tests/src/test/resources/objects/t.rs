#![no_std]
#[cfg(not(test))]
#[panic_handler]
fn stop(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
pub mod list {
    pub struct Node<T> {
        pub value: T,
    }
    impl<T: Copy> Node<T> {
        #[inline(never)]
        pub fn get(&self, at: usize) -> T {
            if at > 10 {
                panic!("out of range")
            }
            self.value
        }
    }
}
#[no_mangle]
pub extern "C" fn f(a: i64) -> i64 {
    list::Node { value: a }.get(a as usize) + 1
}
#[inline(never)]
pub fn triple(a: u32) -> u32 {
    a.wrapping_mul(3)
}
