/* The root of a Merkle tree (RFC 9162, section 2.1.1) over so many leaf hashes, again for each line that is read: the leaves'
   number is the argument, hash number i is i in 32 bytes, big-endian. */
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HASH 32

static unsigned char edge[65][HASH];

static void node(unsigned char *left, const unsigned char *right) {
    static const unsigned char tag = 1;
    SHA256_CTX sha256;
    SHA256_Init(&sha256);
    SHA256_Update(&sha256, &tag, 1);
    SHA256_Update(&sha256, left, HASH);
    SHA256_Update(&sha256, right, HASH);
    SHA256_Final(left, &sha256);
}

static void print_root(const unsigned char *leaves, unsigned long size) {
    int depth = 0;
    for (unsigned long i = 0; i < size; i++) {
        memcpy(edge[depth++], leaves + i * HASH, HASH);
        for (unsigned long n = i; n & 1; n >>= 1) {
            depth--;
            node(edge[depth - 1], edge[depth]);
        }
    }
    for (; depth > 1; depth--) {
        node(edge[depth - 2], edge[depth - 1]);
    }
    for (int i = 0; i < HASH; i++) {
        printf("%02x", edge[0][i]);
    }
    printf("\n");
    fflush(stdout);
}

int main(int count, char **arguments) {
    unsigned long size = count == 2 ? strtoul(arguments[1], NULL, 10) : 0;
    unsigned char *leaves = size == 0 ? NULL : calloc(size, HASH);
    char line[8];
    if (leaves == NULL) {
        return 1;
    }
    for (unsigned long i = 0; i < size; i++) {
        for (int byte = 0; byte < 8; byte++) {
            leaves[i * HASH + HASH - 1 - byte] = (unsigned char) (i >> (8 * byte));
        }
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        print_root(leaves, size);
    }
    return 0;
}
