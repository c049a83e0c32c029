create table diagnosis_code (code char(3) primary key, title text not null, notifiable boolean not null);
COPY diagnosis_code FROM STDIN;
A00	Infections, following injury	f
A03	Infections, severe	t
A06	Infections, right-sided	t
A09	Infections, acute	t
A12	Infections, chronic	f
A15	Infections, right-sided	t
A18	Infections, left-sided	t
A21	Infections, following injury	t
A24	Infections, acute	t
A27	Infections, left-sided	f
A30	Infections, unspecified	f
A33	Infections, unspecified	t
A36	Infections, unspecified	f
A39	Infections, unspecified	t
A42	Infections, acute	t
A45	Infections, recurrent	t
A48	Infections, unspecified	t
A51	Infections, mild	f
A54	Infections, recurrent	t
A57	Infections, unspecified	t
A60	Infections, left-sided	f
A63	Infections, acute	f
A66	Infections, left-sided	t
A69	Infections, unspecified	f
A72	Infections, chronic	f
A75	Infections, mild	t
A78	Infections, following injury	f
A81	Infections, chronic	f
A84	Infections, severe	f
A87	Infections, right-sided	f
A90	Infections, unspecified	f
A93	Infections, right-sided	t
A96	Infections, acute	f
A99	Infections, acute	f
B00	Growths, left-sided	t
B03	Growths, of childhood	f
B06	Growths, severe	f
B09	Growths, following injury	t
B12	Growths, right-sided	t
B15	Growths, unspecified	t
B18	Growths, chronic	t
B21	Growths, right-sided	f
B24	Growths, of childhood	f
B27	Growths, of childhood	f
B30	Growths, right-sided	t
B33	Growths, following injury	f
B36	Growths, mild	t
B39	Growths, left-sided	t
B42	Growths, recurrent	f
B45	Growths, of childhood	f
B48	Growths, unspecified	f
B51	Growths, mild	t
B54	Growths, mild	f
B57	Growths, mild	t
B60	Growths, chronic	t
B63	Growths, mild	f
B66	Growths, unspecified	t
B69	Growths, chronic	f
B72	Growths, acute	t
B75	Growths, following injury	f
B78	Growths, mild	f
B81	Growths, left-sided	t
B84	Growths, acute	t
B87	Growths, right-sided	f
B90	Growths, recurrent	t
B93	Growths, following injury	t
B96	Growths, left-sided	t
B99	Growths, unspecified	f
C00	Blood, severe	t
C03	Blood, acute	f
C06	Blood, mild	t
C09	Blood, right-sided	t
C12	Blood, of childhood	f
C15	Blood, right-sided	f
C18	Blood, right-sided	f
C21	Blood, mild	f
C24	Blood, left-sided	t
C27	Blood, chronic	f
C30	Blood, of childhood	t
C33	Blood, right-sided	f
C36	Blood, unspecified	t
C39	Blood, right-sided	f
C42	Blood, of childhood	f
C45	Blood, chronic	f
C48	Blood, following injury	t
C51	Blood, mild	f
C54	Blood, of childhood	f
C57	Blood, right-sided	f
C60	Blood, mild	f
C63	Blood, unspecified	t
C66	Blood, right-sided	f
C69	Blood, severe	f
C72	Blood, right-sided	f
C75	Blood, of childhood	f
C78	Blood, severe	f
C81	Blood, severe	f
C84	Blood, severe	t
C87	Blood, right-sided	f
C90	Blood, severe	t
C93	Blood, of childhood	t
C96	Blood, recurrent	f
C99	Blood, right-sided	f
D00	Metabolism, chronic	f
D03	Metabolism, unspecified	f
D06	Metabolism, mild	f
D09	Metabolism, acute	t
D12	Metabolism, unspecified	f
D15	Metabolism, following injury	t
D18	Metabolism, recurrent	t
D21	Metabolism, acute	f
D24	Metabolism, recurrent	t
D27	Metabolism, acute	t
D30	Metabolism, chronic	f
D33	Metabolism, unspecified	f
D36	Metabolism, recurrent	t
D39	Metabolism, left-sided	f
D42	Metabolism, severe	f
D45	Metabolism, following injury	t
D48	Metabolism, following injury	t
D51	Metabolism, recurrent	f
D54	Metabolism, acute	f
D57	Metabolism, left-sided	f
D60	Metabolism, left-sided	t
D63	Metabolism, of childhood	f
D66	Metabolism, acute	f
D69	Metabolism, chronic	f
D72	Metabolism, of childhood	f
D75	Metabolism, following injury	f
D78	Metabolism, severe	t
D81	Metabolism, left-sided	f
D84	Metabolism, following injury	f
D87	Metabolism, right-sided	t
D90	Metabolism, unspecified	f
D93	Metabolism, following injury	f
D96	Metabolism, recurrent	t
D99	Metabolism, following injury	t
E00	Mind, severe	t
E03	Mind, left-sided	t
E06	Mind, severe	t
E09	Mind, severe	f
E12	Mind, left-sided	f
E15	Mind, recurrent	f
E18	Mind, mild	f
E21	Mind, left-sided	f
E24	Mind, unspecified	f
E27	Mind, mild	f
E30	Mind, mild	f
E33	Mind, acute	f
E36	Mind, mild	f
E39	Mind, mild	t
E42	Mind, right-sided	t
E45	Mind, chronic	f
E48	Mind, recurrent	f
E51	Mind, acute	t
E54	Mind, left-sided	t
E57	Mind, right-sided	f
E60	Mind, recurrent	f
E63	Mind, acute	t
E66	Mind, right-sided	f
E69	Mind, unspecified	f
E72	Mind, mild	f
E75	Mind, following injury	f
E78	Mind, of childhood	t
E81	Mind, acute	t
E84	Mind, mild	f
E87	Mind, of childhood	f
E90	Mind, following injury	f
E93	Mind, of childhood	t
E96	Mind, right-sided	f
E99	Mind, severe	t
F00	Nerves, acute	t
F03	Nerves, mild	f
F06	Nerves, chronic	t
F09	Nerves, acute	f
F12	Nerves, left-sided	f
F15	Nerves, left-sided	f
F18	Nerves, left-sided	t
F21	Nerves, mild	f
F24	Nerves, chronic	f
F27	Nerves, acute	f
F30	Nerves, following injury	f
F33	Nerves, right-sided	f
F36	Nerves, unspecified	t
F39	Nerves, right-sided	f
F42	Nerves, severe	t
F45	Nerves, left-sided	t
F48	Nerves, chronic	t
F51	Nerves, mild	t
F54	Nerves, chronic	t
F57	Nerves, severe	f
F60	Nerves, chronic	f
F63	Nerves, right-sided	t
F66	Nerves, chronic	t
F69	Nerves, recurrent	t
F72	Nerves, unspecified	f
F75	Nerves, right-sided	t
F78	Nerves, unspecified	t
F81	Nerves, left-sided	t
F84	Nerves, chronic	t
F87	Nerves, acute	t
F90	Nerves, left-sided	t
F93	Nerves, mild	t
F96	Nerves, following injury	t
F99	Nerves, left-sided	t
G00	Eye, acute	f
G03	Eye, chronic	f
G06	Eye, following injury	f
G09	Eye, right-sided	f
G12	Eye, severe	t
G15	Eye, unspecified	f
G18	Eye, unspecified	f
G21	Eye, of childhood	t
G24	Eye, mild	t
G27	Eye, of childhood	t
G30	Eye, mild	f
G33	Eye, of childhood	t
G36	Eye, recurrent	f
G39	Eye, right-sided	f
G42	Eye, unspecified	t
G45	Eye, acute	f
G48	Eye, chronic	t
G51	Eye, chronic	t
G54	Eye, of childhood	f
G57	Eye, recurrent	f
G60	Eye, right-sided	f
G63	Eye, severe	t
G66	Eye, of childhood	t
G69	Eye, of childhood	f
G72	Eye, acute	t
G75	Eye, left-sided	t
G78	Eye, chronic	t
G81	Eye, right-sided	t
G84	Eye, unspecified	f
G87	Eye, severe	t
G90	Eye, mild	f
G93	Eye, following injury	f
G96	Eye, left-sided	f
G99	Eye, unspecified	f
H00	Ear, mild	f
H03	Ear, severe	t
H06	Ear, following injury	t
H09	Ear, unspecified	f
H12	Ear, chronic	t
H15	Ear, acute	t
H18	Ear, unspecified	t
H21	Ear, recurrent	t
H24	Ear, right-sided	f
H27	Ear, severe	t
H30	Ear, left-sided	f
H33	Ear, mild	f
H36	Ear, severe	f
H39	Ear, right-sided	t
H42	Ear, recurrent	t
H45	Ear, unspecified	t
H48	Ear, severe	f
H51	Ear, right-sided	t
H54	Ear, of childhood	f
H57	Ear, chronic	f
H60	Ear, unspecified	f
H63	Ear, recurrent	t
H66	Ear, right-sided	t
H69	Ear, severe	f
H72	Ear, severe	t
H75	Ear, acute	f
H78	Ear, right-sided	t
H81	Ear, chronic	f
H84	Ear, mild	f
H87	Ear, recurrent	t
H90	Ear, acute	t
H93	Ear, acute	t
H96	Ear, chronic	f
H99	Ear, severe	f
I00	Circulation, unspecified	f
I03	Circulation, severe	f
I06	Circulation, chronic	f
I09	Circulation, unspecified	t
I12	Circulation, unspecified	t
I15	Circulation, acute	f
I18	Circulation, mild	t
I21	Circulation, right-sided	t
I24	Circulation, right-sided	f
I27	Circulation, unspecified	t
I30	Circulation, acute	f
I33	Circulation, chronic	t
I36	Circulation, recurrent	f
I39	Circulation, chronic	f
I42	Circulation, acute	t
I45	Circulation, acute	f
I48	Circulation, left-sided	t
I51	Circulation, acute	f
I54	Circulation, left-sided	f
I57	Circulation, mild	t
I60	Circulation, acute	t
I63	Circulation, unspecified	f
I66	Circulation, recurrent	t
I69	Circulation, chronic	f
I72	Circulation, chronic	t
I75	Circulation, of childhood	t
I78	Circulation, following injury	t
I81	Circulation, recurrent	t
I84	Circulation, right-sided	f
I87	Circulation, right-sided	f
I90	Circulation, following injury	f
I93	Circulation, of childhood	t
I96	Circulation, acute	f
I99	Circulation, right-sided	t
J00	Breathing, of childhood	t
J03	Breathing, unspecified	f
J06	Breathing, right-sided	t
J09	Breathing, mild	f
J12	Breathing, severe	t
J15	Breathing, unspecified	t
J18	Breathing, right-sided	t
J21	Breathing, chronic	f
J24	Breathing, following injury	t
J27	Breathing, mild	t
J30	Breathing, right-sided	t
J33	Breathing, acute	t
J36	Breathing, mild	f
J39	Breathing, chronic	t
J42	Breathing, left-sided	f
J45	Breathing, left-sided	t
J48	Breathing, mild	t
J51	Breathing, following injury	t
J54	Breathing, right-sided	t
J57	Breathing, acute	t
J60	Breathing, left-sided	f
J63	Breathing, chronic	f
J66	Breathing, of childhood	t
J69	Breathing, severe	t
J72	Breathing, mild	t
J75	Breathing, unspecified	f
J78	Breathing, right-sided	f
J81	Breathing, mild	t
J84	Breathing, chronic	t
J87	Breathing, acute	t
J90	Breathing, acute	t
J93	Breathing, severe	f
J96	Breathing, mild	t
J99	Breathing, recurrent	f
K00	Digestion, unspecified	f
K03	Digestion, recurrent	f
K06	Digestion, severe	t
K09	Digestion, unspecified	t
K12	Digestion, chronic	f
K15	Digestion, of childhood	t
K18	Digestion, unspecified	f
K21	Digestion, left-sided	f
K24	Digestion, chronic	f
K27	Digestion, severe	f
K30	Digestion, recurrent	f
K33	Digestion, following injury	f
K36	Digestion, unspecified	f
K39	Digestion, acute	t
K42	Digestion, of childhood	f
K45	Digestion, right-sided	t
K48	Digestion, chronic	t
K51	Digestion, left-sided	t
K54	Digestion, recurrent	t
K57	Digestion, acute	t
K60	Digestion, right-sided	f
K63	Digestion, left-sided	f
K66	Digestion, recurrent	t
K69	Digestion, mild	t
K72	Digestion, mild	f
K75	Digestion, recurrent	f
K78	Digestion, severe	t
K81	Digestion, acute	f
K84	Digestion, left-sided	f
K87	Digestion, unspecified	t
K90	Digestion, recurrent	f
K93	Digestion, left-sided	t
K96	Digestion, chronic	t
K99	Digestion, left-sided	t
L00	Skin, mild	t
L03	Skin, severe	f
L06	Skin, right-sided	t
L09	Skin, recurrent	f
L12	Skin, acute	t
L15	Skin, of childhood	t
L18	Skin, left-sided	t
L21	Skin, severe	t
L24	Skin, following injury	f
L27	Skin, of childhood	f
L30	Skin, of childhood	f
L33	Skin, of childhood	f
L36	Skin, right-sided	t
L39	Skin, of childhood	t
L42	Skin, left-sided	f
L45	Skin, following injury	t
L48	Skin, of childhood	t
L51	Skin, mild	f
L54	Skin, chronic	t
L57	Skin, chronic	f
L60	Skin, following injury	f
L63	Skin, mild	t
L66	Skin, mild	t
L69	Skin, chronic	t
L72	Skin, chronic	f
L75	Skin, severe	t
L78	Skin, right-sided	t
L81	Skin, chronic	t
L84	Skin, severe	f
L87	Skin, left-sided	t
L90	Skin, left-sided	f
L93	Skin, unspecified	t
L96	Skin, following injury	f
L99	Skin, left-sided	f
M00	Bones, chronic	f
M03	Bones, recurrent	t
M06	Bones, recurrent	f
M09	Bones, mild	f
M12	Bones, following injury	t
M15	Bones, unspecified	t
M18	Bones, left-sided	t
M21	Bones, recurrent	t
M24	Bones, following injury	f
M27	Bones, left-sided	t
M30	Bones, left-sided	f
M33	Bones, of childhood	t
M36	Bones, mild	f
M39	Bones, mild	t
M42	Bones, following injury	f
M45	Bones, unspecified	f
M48	Bones, acute	t
M51	Bones, chronic	f
M54	Bones, following injury	t
M57	Bones, left-sided	t
M60	Bones, severe	t
M63	Bones, severe	t
M66	Bones, acute	f
M69	Bones, unspecified	t
M72	Bones, severe	t
M75	Bones, right-sided	f
M78	Bones, recurrent	f
M81	Bones, chronic	t
M84	Bones, recurrent	t
M87	Bones, chronic	t
M90	Bones, severe	t
M93	Bones, severe	t
M96	Bones, following injury	f
M99	Bones, severe	t
N00	Kidney, of childhood	t
N03	Kidney, severe	t
N06	Kidney, chronic	t
N09	Kidney, recurrent	f
N12	Kidney, severe	t
N15	Kidney, right-sided	t
N18	Kidney, recurrent	f
N21	Kidney, of childhood	f
N24	Kidney, left-sided	t
N27	Kidney, chronic	f
N30	Kidney, unspecified	t
N33	Kidney, right-sided	f
N36	Kidney, severe	t
N39	Kidney, right-sided	f
N42	Kidney, acute	t
N45	Kidney, right-sided	f
N48	Kidney, recurrent	f
N51	Kidney, left-sided	t
N54	Kidney, mild	f
N57	Kidney, chronic	t
N60	Kidney, mild	f
N63	Kidney, severe	t
N66	Kidney, of childhood	f
N69	Kidney, acute	t
N72	Kidney, left-sided	t
N75	Kidney, mild	t
N78	Kidney, unspecified	f
N81	Kidney, chronic	f
N84	Kidney, left-sided	t
N87	Kidney, of childhood	f
N90	Kidney, recurrent	t
N93	Kidney, right-sided	f
N96	Kidney, unspecified	t
N99	Kidney, acute	t
\.
