package dev.holdfast.audit.seal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeProofsTest {
    private static final int MOST = 300;
    /** The entries and roots with which implementations of RFC 6962 are usually tested. */
    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private final List<TreeHash> leaves = NaiveTree.leaves(MOST);
    private final NaiveTree naive = new NaiveTree(leaves);
    private final TreeProofs proofs = new TreeProofs(MemoryTiles.of(leaves), MOST);
    private final TreeHasher hasher = new TreeHasher();

    @Test
    void roots_commonEntries_areThePublishedOnes() {
        CompactRange range = new CompactRange(hasher);
        for (int size = 0; size <= ENTRIES.size(); size++) {
            assertThat(range.root().bytes()).asHexString().isEqualToIgnoringCase(ROOTS.get(size));
            if (size < ENTRIES.size()) {
                range.append(hasher.leaf(HexFormat.of().parseHex(ENTRIES.get(size))));
            }
        }
    }

    @Test
    void proofs_treeOfSeven_areThoseOfTheRfc() {
        // RFC 9162 §2.1.5, with its names: a to f and j are leaves.
        TreeHash a = leaves.get(0);
        TreeHash b = leaves.get(1);
        TreeHash c = leaves.get(2);
        TreeHash d = leaves.get(3);
        TreeHash e = leaves.get(4);
        TreeHash f = leaves.get(5);
        TreeHash j = leaves.get(6);
        TreeHash g = hasher.node(a, b);
        TreeHash h = hasher.node(c, d);
        TreeHash i = hasher.node(e, f);
        TreeHash k = hasher.node(g, h);
        TreeHash l = hasher.node(i, j);
        assertThat(proofs.root(7)).isEqualTo(hasher.node(k, l));
        assertThat(proofs.inclusion(0, 7).path()).containsExactly(b, h, l);
        assertThat(proofs.inclusion(3, 7).path()).containsExactly(c, g, l);
        assertThat(proofs.inclusion(4, 7).path()).containsExactly(f, j, k);
        assertThat(proofs.inclusion(6, 7).path()).containsExactly(i, k);
        assertThat(proofs.consistency(3, 7).path()).containsExactly(c, d, g, l);
        assertThat(proofs.consistency(4, 7).path()).containsExactly(l);
        assertThat(proofs.consistency(6, 7).path()).containsExactly(i, j, k);
    }

    @Test
    void inclusion_everySizeAndIndex_equalsTheDefinitionAndLeads() {
        for (int size = 1; size <= MOST; size++) {
            TreeHash root = naive.root(size);
            assertThat(proofs.root(size)).isEqualTo(root);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = proofs.inclusion(index, size);
                if (!proof.path().equals(naive.path(index, size)) || !proof.leads(leaves.get(index), root)) {
                    fail("index %d of size %d", index, size);
                }
            }
        }
    }

    @Test
    void consistency_everyPairOfSizes_equalsTheDefinitionAndLeads() {
        for (int to = 1; to <= MOST; to++) {
            assertThat(proofs.consistency(0, to).leads(hasher.empty(), naive.root(to)))
                    .isTrue();
            for (int from = 1; from <= to; from++) {
                ConsistencyProof proof = proofs.consistency(from, to);
                if (!proof.path().equals(naive.proof(from, to)) || !proof.leads(naive.root(from), naive.root(to))) {
                    fail("from %d to %d", from, to);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,2", "1,2", "6,7", "3,8", "7,8", "0,255", "255,256", "256,257", "17,300"})
    void inclusion_broken_isRefused(int index, int size) {
        InclusionProof proof = proofs.inclusion(index, size);
        TreeHash leaf = leaves.get(index);
        TreeHash root = naive.root(size);
        assertNoneLeads(
                broken(proof.path()), path -> new InclusionProof(index, size, path).leads(leaf, root), proof.path());
        for (int place = 0; place < size; place++) {
            assertThat(new InclusionProof(place, size, proof.path()).leads(leaf, root))
                    .as("index %d for %d", place, index)
                    .isEqualTo(place == index);
        }
        assertThat(proof.leads(leaf, naive.root(size - 1))).isFalse();
        assertThat(proof.leads(flipped(leaf, 0), root)).isFalse();
        assertThat(proof.leads(leaf, flipped(root, 255))).isFalse();
        // Another size can ask for the very same path; its root is another, though.
        int other = size == MOST ? MOST - 2 : size + 1;
        assertThat(new InclusionProof(index, other, proof.path()).leads(leaf, naive.root(other)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,5", "1,2", "2,2", "2,3", "3,7", "4,7", "6,7", "4,8", "255,256", "256,300", "128,257", "299,300"})
    void consistency_broken_isRefused(int from, int to) {
        ConsistencyProof proof = proofs.consistency(from, to);
        TreeHash earlier = naive.root(from);
        TreeHash later = naive.root(to);
        assertNoneLeads(
                broken(proof.path()), path -> new ConsistencyProof(from, to, path).leads(earlier, later), proof.path());
        assertThat(proof.leads(flipped(earlier, 7), later)).isFalse();
        assertThat(from == 0 || !proof.leads(earlier, flipped(later, 8))).isTrue();
        for (int other = 1; other < to; other++) {
            if (other != from) {
                assertThat(new ConsistencyProof(other, to, proof.path()).leads(naive.root(other), later))
                        .as("%d for %d", other, from)
                        .isFalse();
            }
        }
    }

    @Test
    void proofs_outOfBounds_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.inclusion(7, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.inclusion(-1, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.inclusion(0, MOST + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.consistency(8, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> proofs.root(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InclusionProof(1, 1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsistencyProof(2, 1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> TreeHash.of(new byte[31]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537})
    void writer_resumedAtAnySize_givesTheSameTree(int size) {
        List<TreeHash> many = NaiveTree.leaves(size + 300);
        MemoryTiles tiles = MemoryTiles.of(many.subList(0, size));
        TileWriter resumed = new TileWriter(new TreeHasher(), size, tiles, tiles);
        CompactRange whole = new CompactRange(new TreeHasher());
        many.subList(0, size).forEach(whole::append);
        assertThat(resumed.root()).isEqualTo(whole.root());
        for (TreeHash leaf : many.subList(size, many.size())) {
            resumed.append(leaf.bytes(), 0);
            whole.append(leaf);
        }
        resumed.flush();
        assertThat(resumed.size()).isEqualTo(many.size());
        assertThat(resumed.root()).isEqualTo(whole.root());
        TreeProofs made = new TreeProofs(tiles, many.size());
        assertThat(made.root(many.size())).isEqualTo(whole.root());
        assertThat(made.inclusion(size, many.size()).leads(many.get(size), whole.root()))
                .isTrue();
        assertThat(made.consistency(size, many.size()).leads(made.root(size), whole.root()))
                .isTrue();
    }

    @Test
    void read_tileGone_isNamed() {
        MemoryTiles tiles = MemoryTiles.of(leaves);
        assertThat(tiles.count()).isEqualTo(3);
        tiles.remove(new TileId(0, 1));
        assertThatThrownBy(() -> new TreeProofs(tiles, MOST).inclusion(299, 300))
                .isInstanceOfSatisfying(
                        MissingTileException.class, e -> assertThat(e.tile()).isEqualTo(new TileId(0, 1)))
                .hasMessageContaining("tile 0/1 must have 44 hashes, found 0");
    }

    @Test
    void hash_text_isReadBackAndNothingElse() {
        TreeHash hash = leaves.get(0);
        assertThat(TreeHash.parse(hash.toString())).contains(hash);
        for (String text : List.of("", " " + hash, hash + "=", hash.toString().replace('=', '+'), "*".repeat(44))) {
            assertThat(TreeHash.parse(text)).as(text).isEmpty();
        }
        String spare = hash.toString().substring(0, 42);
        long read = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                .chars()
                .filter(c -> TreeHash.parse(spare + (char) c + "=").isPresent())
                .count();
        assertThat(read).as("last characters without spare bits").isEqualTo(16);
    }

    /** Every path that differs in one place: cut, longer, reordered, or with one bit of one hash flipped. */
    private List<List<TreeHash>> broken(List<TreeHash> path) {
        List<List<TreeHash>> all = new ArrayList<>();
        for (int at = 0; at <= path.size(); at++) {
            all.add(changed(path, at, 0, leaves.get(9)));
            all.add(changed(path, at, 0, hasher.empty()));
        }
        for (int at = 0; at < path.size(); at++) {
            List<TreeHash> shorter = new ArrayList<>(path);
            shorter.remove(at);
            all.add(shorter);
            all.add(changed(path, at, 0, path.get(at)));
            for (int bit = 0; bit < 256; bit++) {
                all.add(changed(path, at, 1, flipped(path.get(at), bit)));
            }
            if (at > 0) {
                List<TreeHash> swapped = changed(path, at, 1, path.get(at - 1));
                swapped.set(at - 1, path.get(at));
                all.add(swapped);
            }
        }
        return all;
    }

    private static List<TreeHash> changed(List<TreeHash> path, int at, int dropped, TreeHash put) {
        List<TreeHash> copy = new ArrayList<>(path.subList(0, at));
        copy.add(put);
        copy.addAll(path.subList(at + dropped, path.size()));
        return copy;
    }

    private static void assertNoneLeads(
            List<List<TreeHash>> all, Predicate<List<TreeHash>> leads, List<TreeHash> whole) {
        assertThat(leads.test(whole)).isTrue();
        assertThat(all).isNotEmpty().noneMatch(leads);
    }

    private static TreeHash flipped(TreeHash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return TreeHash.of(bytes);
    }
}
