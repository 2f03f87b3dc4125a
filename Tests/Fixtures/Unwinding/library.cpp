extern "C" void call(void (*function)()) {
    function();
    // Not in tail position, so that a frame of this library is on the stack.
    __asm__ volatile("");
}
