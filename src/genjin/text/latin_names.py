"""Given and family names in Latin letters."""

from genjin.text.word_list import listed

# Given names that colleagues at an office in China go by.
GIVEN = listed(
    """
    Aaron Abby Abdul Ada Adam Adrian Ahmed Aisha Akira Alan Albert Alberto Alejandro Alessandro Alex Alexander
    Alexandra Alfred Ali Alice Alina Allen Amanda Amit Amy Ana Anders Andre Andrea Andrew Andy Angel Angela
    Anil Anita Anja Ann Anna Annie Anthony Anton Antonio April Arjun Arne Arthur Ashley Astrid Ayşe Bastian
    Bella Ben Benny Bernard Betty Bill Billy Birgit Bjorn Bob Boris Brandon Brenda Brian Bruce Bruno Calvin
    Cameron Candy Carl Carla Carlos Carol Caroline Catherine Cecilia Charles Charlie Chloe Chris Christian
    Christina Christine Christopher Cindy Claire Clara Clark Claudia Coco Colin Connor Craig Cynthia Damien
    Daniel Danny David Deborah Deepak Denise Dennis Derek Diana Diego Dieter Dirk Dmitri Dominic Donald Dora
    Doris Dorothy Douglas Duncan Dylan Eason Echo Eddie Edison Edward Edwin Elaine Elena Elisa Eliza Elizabeth
    Ellen Elsa Emily Emma Enrico Enzo Eric Erica Erik Ernest Ethan Eugene Eva Evan Eve Evelyn Fatima Felix
    Fernando Fiona Florian Francesca Francesco Francis Frank Franz Fred Freddy Friedrich Gabriel Gary Gavin
    Geoffrey George Gerald Gerard Gerhard Gina Giovanni Giulia Glenn Gloria Gordon Grace Graham Greg Gregory
    Guido Gustav Hannah Hans Harold Harry Harvey Hassan Hector Heidi Heinz Helen Helena Helga Henrik Henry
    Herbert Hiroshi Holger Howard Hugo Ian Ibrahim Igor Ines Ingrid Irene Irina Iris Isabel Isabella Ismail
    Ivan Ivy Jack Jackie Jackson Jacky Jacob Jacques Jakob James Jan Jane Janet Jasmine Jason Javier Jay Jean
    Jeff Jeffrey Jennifer Jenny Jens Jeremy Jerome Jerry Jesse Jessica Jessie Jesus Jim Jimmy Joachim Joan
    Joanna Joe Joel Johan Johannes John Johnny Jonas Jonathan Jorge Jose Joseph Josh Joshua Joy Joyce Juan
    Judy Juergen Julia Julie June Justin Jürgen Karen Karim Karl Kate Kathleen Kathy Katie Katrin Keith Kelly
    Kelvin Ken Kenji Kenneth Kenny Kenta Kevin Kim Kitty Klaus Kristin Kumar Kurt Kyle Lance Larry Lars Laura
    Laurent Lawrence Lena Leo Leon Leonard Leslie Lewis Liam Lily Linda Lisa Logan Lorenzo Lothar Louis Louise
    Luca Lucas Lucy Luis Lukas Luke Lydia Maggie Magnus Malcolm Manuel Marc Marcel Marco Marcus Margaret Maria
    Marie Marina Mario Marion Mark Marko Markus Martha Martin Mary Mason Mateo Matt Matteo Matthew Matthias
    Maurice Max May Megan Melissa Melody Mia Michael Michelle Miguel Mikael Mike Mikhail Milan Mohamed
    Mohammed Molly Monica Monika Morgan Muhammad Murat Nadia Nancy Naoki Natalie Natasha Nathan Neha Neil
    Nicholas Nick Nicolas Nicole Nikolai Nils Nina Noah Nora Norman Olaf Ole Oleg Olga Oliver Olivia Olivier
    Omar Oscar Otto Owen Pablo Pamela Paolo Pascal Patricia Patrick Patrik Paul Pavel Pedro Peggy Penny Peter
    Petra Phil Philip Philippe Phoebe Pierre Piotr Priya Queenie Rachel Rafael Rahul Raj Rajesh Ralf Ralph
    Ramesh Ravi Ray Raymond Rebecca Reinhard Ricardo Richard Rick Ricky Rita Robert Roberto Robin Roger Roland
    Rolf Roman Ron Ronald Rose Ross Roy Ruben Ruby Rudolf Russell Ruth Ryan Ryo Sally Sam Samantha Samir
    Samuel Sandra Sandy Sanjay Santiago Sara Sarah Scott Sean Sebastian Sergei Sergey Sergio Shane Sharon
    Shawn Sheila Sherry Shirley Sigrid Silvia Simon Simone Sindy Siti Sofia Sonia Sonja Sophia Sophie Spencer
    Stanley Stefan Stefanie Stella Stephan Stephanie Stephen Steve Steven Stuart Sue Summer Sunil Sunny Suresh
    Susan Susanne Sven Sylvia Takashi Takeshi Tamara Tanya Tara Ted Teresa Terry Theo Theodore Theresa Thomas
    Thorsten Tiffany Tim Timothy Tina Tobias Todd Tom Tomas Tommy Tony Tracy Travis Trevor Ulrich Ursula Uwe
    Valentina Vanessa Vera Veronica Vicky Victor Vijay Viktor Vincent Vincenzo Virginia Vivian Vladimir Walter
    Warren Wayne Wendy Werner Wesley Will William Winnie Wolfgang Xavier Yolanda York Yuki Yusuf Yves Yvonne
    Zack Zoe Zoey
    """
)
# Family names that make a given name of whatever stands in front: Olga Chen, Weijie Lau.
FAMILY = listed(
    """
    Ai An Au Bai Bao Becker Bi Bian Brown Cai Cao Cen Chan Chang Chao Chau Che Chen Cheng Cheong Cheuk Cheung
    Chew Chia Chiang Chin Chiu Choi Chong Chou Chow Chu Chua Chuang Chui Chung Cui Dai Deng Ding Dong Dou Du
    Duan Dubois Fan Fang Fei Feng Fischer Fok Foo Fu Fung Gan Gao Garcia Ge Geng Goh Gong Gu Guan Guo Gupta
    Han Hao He Ho Hou Hsieh Hsu Hu Hua Huang Hui Hung Huo Ip Ito Ji Jia Jian Jiang Jiao Jin Jing Johnson Jung
    Kang Kao Ke Khoo Kim Kobayashi Koh Kong Kou Kuang Kumar Kuo Kwan Kwok Kwong Lai Lam Lan Lau Lee Lei Leng
    Leong Leung Li Lian Liang Liao Lien Lim Lin Ling Liu Lo Loh Long Lou Low Lu Lui Luk Lung Luo Ma Mai Mak
    Man Mao Martin Mei Meng Meyer Miao Miller Mo Mok Mu Mueller Müller Nakamura Ng Nguyen Ni Nie Ning Niu Ong
    Ou Ouyang Pan Pang Park Patel Pei Peng Pham Poon Pu Qi Qian Qiao Qin Qiu Qu Quan Quek Rao Ren Rong Rossi
    Ruan Sato Schmidt Schneider Seah Sha Shan Shang Shao Sharma She Shen Sheng Shi Shih Shu Sin Singh Siu
    Smith So Soh Song Su Sui Sun Sung Suzuki Szeto Tam Tan Tanaka Tang Tao Tay Taylor Teng Teo Tian To Toh
    Tong Tran Tsai Tsang Tse Tseng Tsui Tu Tung Wagner Wan Wang Watanabe Weber Wei Wen Weng Wilson Wong Woo Wu
    Xi Xia Xiang Xiao Xie Xin Xing Xiong Xu Xue Yamamoto Yan Yang Yao Yap Ye Yeh Yen Yeo Yeung Yi Yim Yin Ying
    Yip Yiu You Yu Yuan Yue Yuen Yun Zeng Zha Zhai Zhan Zhang Zhao Zhen Zheng Zhong Zhou Zhu Zhuang Zou Zuo
    """
)
# Given names that are words as well: written small they are no names.
WORDS = listed(
    """
    april angel art bill candy carol coco dawn echo eve frank gene grace harvey holly jan jean joy june lance low mark
    may max melody milan miles morgan norman otto pat ray rich roman rose ross ruby sandy scott so sue summer sunny ted
    to tom van will york
    """
)
