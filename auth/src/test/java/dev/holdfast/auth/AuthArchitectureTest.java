package dev.holdfast.auth;

import dev.holdfast.core.architecture.ArchitectureContract;

class AuthArchitectureTest extends ArchitectureContract {
    AuthArchitectureTest() {
        super("dev.holdfast.auth", "/architecture/auth.txt");
    }
}
